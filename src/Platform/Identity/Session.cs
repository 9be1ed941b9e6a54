namespace Frontdesk.Platform;

/// <summary>A signed-in person. <paramref name="ExpiresAt"/> is the absolute end; the idle end moves with use.</summary>
public sealed record Session(Guid Id, SessionKind Kind, Guid AccountId, string Name, string Role, int IdleMinutes, DateTimeOffset ExpiresAt)
{
    /// <summary>The person as the database and the permissions see them.</summary>
    // Worked out at each look: a stored one would stay the old person in a copy made by `with`.
    public Actor Actor => new(Kind == SessionKind.Staff ? ActorKind.Staff : ActorKind.Patient, AccountId, Role);
}

public enum SessionKind
{
    Staff,
    Patient,
}
