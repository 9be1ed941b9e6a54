namespace Frontdesk.Platform;

/// <summary>A clinic: the unit of isolation. <paramref name="TimeZone"/> is an IANA id, <paramref name="Phone"/> E.164, <paramref name="Languages"/> BCP 47 with the default first.</summary>
public sealed record Tenant(Guid Id, string Slug, string Name, string Phone, string TimeZone, string[] Languages);

/// <summary>Who acts. <paramref name="Id"/> is the staff account or the patient; empty for anonymous and system actors.</summary>
public sealed record Actor(ActorKind Kind, Guid Id, string Role)
{
    /// <summary>A caller without a session, or a vendor's webhook.</summary>
    public static readonly Actor Anonymous = new(ActorKind.Anonymous, Guid.Empty, "anonymous");

    /// <summary>The program itself: jobs, schedules, imports.</summary>
    public static readonly Actor System = new(ActorKind.System, Guid.Empty, "system");
}

public enum ActorKind
{
    Anonymous,
    Staff,
    Patient,
    System,
}
