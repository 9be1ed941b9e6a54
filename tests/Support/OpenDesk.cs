using System.Threading.Channels;

namespace Frontdesk.Tests.Support;

/// <summary>An open desk that hears of changes, and wakes by itself now and then as a browser's timer does.</summary>
public sealed class OpenDesk : IAsyncDisposable
{
    private readonly Channel<string> _notices = Channel.CreateUnbounded<string>();
    private readonly CancellationTokenSource _closing = new();
    private readonly HttpResponseMessage _response;
    private readonly Task _reading;

    private OpenDesk(HttpResponseMessage response)
    {
        _response = response;
        _reading = Read();
    }

    public static async Task<OpenDesk> Open(Person agent)
    {
        var response = await agent.Browser.GetAsync("/api/v1/live", HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        var desk = new OpenDesk(response);
        await desk.Wakes(TimeSpan.FromSeconds(10));
        return desk;
    }

    /// <summary>Waits for a notice, or for the pause to be over; what has piled up counts as one.</summary>
    public async Task Wakes(TimeSpan pause)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token);
        limit.CancelAfter(pause);
        try
        {
            await _notices.Reader.WaitToReadAsync(limit.Token);
            while (_notices.Reader.TryRead(out _))
            {
                // One look serves them all.
            }
        }
        catch (OperationCanceledException) when (!_closing.IsCancellationRequested)
        {
            // Nothing was heard: look anyway.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _reading;
        _response.Dispose();
        _closing.Dispose();
    }

    private async Task Read()
    {
        try
        {
            using var reader = new StreamReader(await _response.Content.ReadAsStreamAsync(_closing.Token));
            while (await reader.ReadLineAsync(_closing.Token) is { } line)
            {
                if (line.StartsWith("data:", StringComparison.Ordinal))
                    await _notices.Writer.WriteAsync(line);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or HttpRequestException)
        {
            // The desk was closed, by us or by the Host's end.
        }
        _notices.Writer.TryComplete();
    }
}
