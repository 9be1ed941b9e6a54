using System.Collections.Concurrent;

namespace Frontdesk.Phone;

/// <summary>A number the customer rents.</summary>
internal sealed record Number(
    string Sid, string PhoneNumber, string FriendlyName, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt,
    string VoiceUrl, string VoiceMethod, string VoiceFallbackUrl, string VoiceFallbackMethod, string StatusCallback, string StatusCallbackMethod,
    string SmsUrl, string SmsMethod, string SmsFallbackUrl, string SmsFallbackMethod)
{
    public static Number From(NumberSettings set, DateTimeOffset now) => new(
        Phone.Sid.New("PN"), set.Number, set.Name ?? E164.Formatted(set.Number), now, now,
        set.VoiceUrl ?? "", "POST", "", "POST", set.StatusCallback ?? "", "POST", set.SmsUrl ?? "", "POST", "", "POST");
}

internal sealed class Numbers
{
    private readonly ConcurrentDictionary<string, Number> byPhoneNumber = new(StringComparer.Ordinal);

    public Numbers(PhoneSettings settings, TimeProvider clock)
    {
        foreach (var set in settings.Numbers) byPhoneNumber[set.Number] = Number.From(set, clock.GetUtcNow());
    }

    public IReadOnlyList<Number> All => [.. byPhoneNumber.Values.OrderBy(n => n.CreatedAt).ThenBy(n => n.PhoneNumber, StringComparer.Ordinal)];

    public Number? Find(string phoneNumber) => byPhoneNumber.GetValueOrDefault(phoneNumber);

    public Number? WithSid(string sid) => byPhoneNumber.Values.FirstOrDefault(n => string.Equals(n.Sid, sid, StringComparison.Ordinal));

    public bool Add(Number number) => byPhoneNumber.TryAdd(number.PhoneNumber, number);

    public void Change(Number number) => byPhoneNumber[number.PhoneNumber] = number;

    public bool Release(Number number) => byPhoneNumber.TryRemove(number.PhoneNumber, out _);
}
