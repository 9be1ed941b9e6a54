namespace Frontdesk.Tests.Phone;

/// <summary>Things in the order they came, and waiting for those still to come.</summary>
internal sealed class Recorded<T>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly Lock gate = new();
    private readonly List<T> things = [];
    private TaskCompletionSource more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<T> All
    {
        get
        {
            lock (gate) return [.. things];
        }
    }

    public void Add(T thing)
    {
        lock (gate)
        {
            things.Add(thing);
            more.TrySetResult();
            more = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public async Task<T> First(Func<T, bool> fits, string what) => (await Many(fits, 1, what))[0];

    public async Task<IReadOnlyList<T>> Many(Func<T, bool> fits, int count, string what)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            Task next;
            lock (gate)
            {
                var found = things.Where(fits).ToList();
                if (found.Count >= count) return found;
                next = more.Task;
            }

            try
            {
                await next.WaitAsync(limit.Token);
            }
            catch (OperationCanceledException e)
            {
                throw new TimeoutException($"Waited {Patience.TotalSeconds} s in vain for {what}.", e);
            }
        }
    }
}
