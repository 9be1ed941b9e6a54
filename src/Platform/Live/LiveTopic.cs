using Microsoft.Extensions.DependencyInjection;

namespace Frontdesk.Platform;

/// <summary>What patients' screens hear of a topic.</summary>
public enum PatientNotices
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>That something of the topic changed, without an id: another patient's rows must not be told apart.</summary>
    Bare,

    /// <summary>What was announced to this very patient, see <see cref="TenantDb.Announce(string, Guid, IReadOnlyList{Guid})"/>.</summary>
    Own,
}

/// <summary>Who hears a topic. An undeclared topic goes to all staff of the clinic and to no patient.</summary>
internal sealed record LiveTopic(string Name, IReadOnlyList<string> StaffRoles, PatientNotices Patients)
{
    /// <summary>The notice as this session may hear it, or null.</summary>
    internal static LiveNotice? For(Session session, LiveNotice notice, LiveTopic? topic)
    {
        if (session.Kind == SessionKind.Staff)
            return notice.Patient == Guid.Empty && (topic is null || topic.StaffRoles.Contains(session.Role, StringComparer.Ordinal)) ? notice : null;
        return topic?.Patients switch
        {
            PatientNotices.Bare when notice.Patient == Guid.Empty => notice with { Id = Guid.Empty },
            PatientNotices.Own when notice.Patient == session.AccountId => notice,
            _ => null,
        };
    }
}

public static class LiveTopics
{
    /// <summary>Declares who hears <paramref name="topic"/> at GET /api/v1/live: staff who hold <typeparamref name="TPermission"/>, and patients as said.</summary>
    public static IServiceCollection AddLiveTopic<TPermission>(this IServiceCollection services, string topic, PatientNotices patients = PatientNotices.None)
        where TPermission : IPermission =>
        services.AddSingleton(new LiveTopic(topic, [.. TPermission.HeldBy.Where(static role => role != Role.Patient)], patients));
}
