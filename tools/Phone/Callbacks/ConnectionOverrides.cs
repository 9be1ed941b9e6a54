using System.Globalization;

namespace Frontdesk.Phone;

/// <summary>
/// How long one webhook may take and how often it is tried again. A customer sets it in the fragment of the URL, as in <c>#ct=2000&amp;rc=2</c>:
/// ct and rt are the limits for connecting and for the answer, tt that of all tries together (milliseconds), rc the number of further tries,
/// rp which failures are tried again (ct, rt, 4xx, 5xx, all). Values out of range fall back to the default.
/// </summary>
internal sealed record ConnectionOverrides(TimeSpan Connect, TimeSpan Read, TimeSpan Total, int Retries, IReadOnlySet<string> RetriedFailures)
{
    public static ConnectionOverrides Of(Uri url)
    {
        var set = url.Fragment.TrimStart('#').Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(part => part.Split('=', 2))
            .Where(part => part.Length == 2)
            .DistinctBy(part => part[0], StringComparer.Ordinal)
            .ToDictionary(part => part[0], part => Uri.UnescapeDataString(part[1]), StringComparer.Ordinal);

        int Number(string name, int least, int most, int otherwise) =>
            set.TryGetValue(name, out var text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most ? value : otherwise;

        var failures = set.TryGetValue("rp", out var rp) ? rp : "ct";
        return new(
            TimeSpan.FromMilliseconds(Number("ct", 100, 10_000, 5_000)),
            TimeSpan.FromMilliseconds(Number("rt", 100, 15_000, 15_000)),
            TimeSpan.FromMilliseconds(Number("tt", 100, 15_000, 15_000)),
            Number("rc", 0, 5, 1),
            failures.Split(',', StringSplitOptions.TrimEntries).ToHashSet(StringComparer.Ordinal));
    }

    public bool Repeats(string failure) => RetriedFailures.Contains(failure) || RetriedFailures.Contains("all");
}
