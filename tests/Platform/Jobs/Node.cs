using System.Collections.Concurrent;
using System.Threading.Channels;
using Frontdesk.Platform;
using Frontdesk.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Frontdesk.Tests.Platform.Jobs;

/// <summary>One node of the program without its HTTP side: notifier, listener and, when it works, a worker.</summary>
internal sealed class Node : IAsyncDisposable
{
    private readonly ServiceProvider services;
    private readonly List<IHostedService> started = [];

    private Node(ServiceProvider services) => this.services = services;

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public TenantDb Db(Tenant tenant) => Get<TenantDbFactory>().For(tenant, Actor.System, "test-request", "test.arranged");

    /// <param name="clock">Another clock than the machine's: a frozen one is a process that was stopped.</param>
    public static async Task<Node> Start(TestDatabase database, Action<IServiceCollection>? add = null, JobSettings? settings = null, bool works = true, TimeProvider? clock = null)
    {
        var collection = new ServiceCollection();
        collection.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        collection.AddLogging();
        collection.AddSingleton(database.Options).AddSingleton<DataFolder>().AddSingleton<Databases>();
        collection.AddPlatform(new PublicUrl("http://{tenant}.localhost"));
        collection.AddSingleton<ILoggerFactory>(Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance);
        collection.AddSingleton(settings ?? new JobSettings());
        collection.AddSingleton(clock ?? TimeProvider.System);
        add?.Invoke(collection);
        collection.AddWorker();
        var node = new Node(collection.BuildServiceProvider());
        await node.Run(node.Get<LiveNotifier>());
        await node.Run(node.Get<LiveListener>());
        if (works)
            await node.Run(node.Get<Worker>());
        return node;
    }

    /// <summary>As a process that is told to end: finishes, or gives its jobs back.</summary>
    public async Task Stop()
    {
        foreach (var one in Enumerable.Reverse(started))
            await one.StopAsync(CancellationToken.None);
        started.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        await services.DisposeAsync();
    }

    private async Task Run(IHostedService service)
    {
        await service.StartAsync(CancellationToken.None);
        started.Add(service);
    }
}

/// <summary>Time does not pass and no timer rings: what a process sees that is stopped with SIGSTOP.</summary>
internal sealed class FrozenClock : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch;

    public override long GetTimestamp() => 0;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new Silent();

    private sealed class Silent : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

/// <summary>Sees what handlers do, and holds them back when told to.</summary>
internal sealed class Witness
{
    private readonly Channel<(Guid Id, int Attempt)> seen = Channel.CreateUnbounded<(Guid, int)>();
    private readonly ConcurrentDictionary<Guid, TaskCompletionSource> gates = new();

    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public async Task<(Guid Id, int Attempt)> Next()
    {
        using var limit = new CancellationTokenSource(Patience);
        return await seen.Reader.ReadAsync(limit.Token);
    }

    public int Waiting => seen.Reader.Count;

    public TaskCompletionSource Hold(Guid id) => gates.GetOrAdd(id, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    public async Task See(Guid id, int attempt, CancellationToken ct)
    {
        await seen.Writer.WriteAsync((id, attempt), ct);
        if (gates.TryGetValue(id, out var gate))
            await gate.Task.WaitAsync(ct);
    }
}

/// <summary>Leaves a row in the effects table, in the transaction that ends the job.</summary>
public sealed record LeaveMark(Guid Id) : IJob
{
    internal sealed class Handler(Witness witness) : IJobHandler<LeaveMark>
    {
        public async Task Handle(LeaveMark job, JobContext context, CancellationToken ct)
        {
            await witness.See(job.Id, context.Attempt, ct);
            await context.Finish(tx => tx.Execute(
                "insert into platform.effects (key, id, leased_until) values (@Key, @Id, now())",
                new { Key = $"{job.Id}:{Guid.CreateVersion7()}", job.Id }, ct), ct);
        }
    }
}

/// <summary>Always fails, quoting what it should not.</summary>
public sealed record Fail(Guid Id) : IJob
{
    internal sealed class Handler(Witness witness) : IJobHandler<Fail>
    {
        public async Task Handle(Fail job, JobContext context, CancellationToken ct)
        {
            await witness.See(job.Id, context.Attempt, ct);
            throw new FormatException("Maria Canary, +13125550123");
        }
    }
}

/// <summary>Comes back by schedule.</summary>
public sealed record ComeBack : IJob
{
    internal sealed class Handler(Witness witness) : IJobHandler<ComeBack>
    {
        public Task Handle(ComeBack job, JobContext context, CancellationToken ct) => witness.See(context.JobId, context.Attempt, ct);
    }
}
