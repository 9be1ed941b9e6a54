using System.Globalization;

namespace Frontdesk.Platform;

/// <summary>"Something about this changed." Carries no data: whoever cares asks again.</summary>
internal readonly record struct LiveNotice(Guid TenantId, string Topic, Guid Id)
{
    /// <summary>Stands for all that could not be said one by one: every screen asks again.</summary>
    internal static readonly LiveNotice Everything = new(Guid.Empty, "*", Guid.Empty);

    internal string Write() => string.Create(CultureInfo.InvariantCulture, $"{TenantId:N} {Id:N} {Topic}");

    internal static LiveNotice? Read(string text) =>
        text.Length > 66 && Guid.TryParseExact(text.AsSpan(0, 32), "N", out var tenant) && Guid.TryParseExact(text.AsSpan(33, 32), "N", out var id)
            ? new LiveNotice(tenant, text[66..], id)
            : null;
}
