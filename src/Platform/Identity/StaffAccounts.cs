namespace Frontdesk.Platform;

/// <summary>Makes staff accounts: for the command line and the demo, until administrators have a screen for it.</summary>
public static class StaffAccounts
{
    /// <summary>Adds an account, or leaves the one with this email as it is. Fixed ids make the demo the same each time.</summary>
    /// <exception cref="ArgumentException">The password is refused, in words for the person.</exception>
    /// <returns>Whether the account is new.</returns>
    public static async Task<bool> Add(TenantDb db, Guid id, string email, string name, string role, string password, byte[] totpSecret, CancellationToken ct)
    {
        if (Passwords.Fault(password, [email, name, db.Tenant.Slug, db.Tenant.Name]) is { } fault)
            throw new ArgumentException(fault, nameof(password));
        return await db.Execute(
            """
            insert into platform.staff_accounts (id, email, name, role, password_hash, totp_secret)
            values (@id, @email, @name, @role, @hash, @totpSecret)
            on conflict (tenant_id, email) do nothing
            """,
            new { id, email = Normalize(email), name, role, hash = Passwords.Hash(password), totpSecret }, ct) == 1;
    }

    internal static string Normalize(string email) => email.Trim().ToLowerInvariant();
}
