using System.Threading.Channels;

namespace Frontdesk.Tests.Support;

/// <summary>An open screen: the lines it was sent.</summary>
public sealed class Screen : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Channel<string> lines = Channel.CreateUnbounded<string>();
    private readonly CancellationTokenSource closing = new();
    private readonly HttpResponseMessage response;
    private readonly Task reading;

    private Screen(HttpResponseMessage response)
    {
        this.response = response;
        reading = Read();
    }

    public HttpResponseMessage Response => response;

    public Task Ended => reading;

    public static async Task<Screen> Open(Person person)
    {
        var screen = new Screen(await person.Browser.GetAsync("/api/v1/live", HttpCompletionOption.ResponseHeadersRead));
        if (screen.response.IsSuccessStatusCode)
            await screen.Hears("event: refetch");
        return screen;
    }

    /// <param name="amongOthers">Whether it may hear of other things first.</param>
    public async Task Hears(string line, bool amongOthers = false)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (await lines.Reader.ReadAsync(limit.Token) is var heard && heard != line)
            Assert.True(amongOthers || heard is "" or "data: {}" or ":" or "event: refetch", $"Heard instead: {heard}");
    }

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        await reading;
        response.Dispose();
        closing.Dispose();
    }

    private async Task Read()
    {
        try
        {
            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(closing.Token));
            while (await reader.ReadLineAsync(closing.Token) is { } line)
                await lines.Writer.WriteAsync(line);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // Closed by one side or the other.
        }
        lines.Writer.Complete();
    }
}
