using System.Globalization;

namespace Frontdesk.Platform;

/// <summary>"Something about this changed." Carries no data: whoever cares asks again.</summary>
/// <param name="Patient">The one patient it is told to; empty for staff, and for patients where the topic tells them without an id.</param>
internal readonly record struct LiveNotice(Guid TenantId, string Topic, Guid Id, Guid Patient = default)
{
    /// <summary>Stands for all that could not be said one by one: every screen asks again.</summary>
    internal static readonly LiveNotice Everything = new(Guid.Empty, "*", Guid.Empty);

    internal string Write() => string.Create(CultureInfo.InvariantCulture, $"{TenantId:N} {Id:N} {Topic}") + (Patient == Guid.Empty ? "" : $" {Patient:N}");

    internal static LiveNotice? Read(string text) => text.Split(' ') switch
    {
        [var tenant, var id, var topic] when Id32(tenant) is { } t && Id32(id) is { } i => new LiveNotice(t, topic, i),
        [var tenant, var id, var topic, var patient] when Id32(tenant) is { } t && Id32(id) is { } i && Id32(patient) is { } p => new LiveNotice(t, topic, i, p),
        _ => null,
    };

    private static Guid? Id32(string text) => Guid.TryParseExact(text, "N", out var id) ? id : null;
}
