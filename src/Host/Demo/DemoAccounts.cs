using System.Security.Cryptography;
using System.Text;
using Frontdesk.Platform;

namespace Frontdesk.Host;

/// <summary>The staff of the demo clinics. Their secrets are known to everyone on purpose: they exist in demo clinics alone.</summary>
internal static class DemoAccounts
{
    public static string Email(DemoClinic clinic, DemoAccount account) => $"{account.Local}@{clinic.Slug}.example";

    public static Guid Id(DemoClinic clinic, DemoAccount account) => clinic.Id($"staff/{account.Local}");

    /// <summary>The authenticator secret, 160 bits made from the email.</summary>
    public static byte[] TotpSecret(string email) => SHA256.HashData(Encoding.UTF8.GetBytes($"frontdesk demo {email}"))[..20];

    /// <summary>The six digits an authenticator would show now, or null for an email that is no demo account's.</summary>
    public static string? Code(string email, DateTimeOffset now)
    {
        var asked = email.Trim().ToLowerInvariant();
        return DemoClinics.All.Any(clinic => clinic.Accounts.Any(account => Email(clinic, account) == asked)) ? Totp.Code(TotpSecret(asked), now) : null;
    }

    /// <summary>Who can sign in where, with what: the table for the terminal.</summary>
    public static string Describe(PublicUrl url)
    {
        var text = new StringBuilder();
        foreach (var clinic in DemoClinics.All)
        {
            text.AppendLine($"{clinic.Name}: {url.Of(clinic.Slug)}/staff");
            foreach (var account in clinic.Accounts)
                text.AppendLine($"  {Email(clinic, account),-30} {clinic.Password,-34} {Totp.Base32(TotpSecret(Email(clinic, account)))}");
        }

        return text.AppendLine().Append("Email, password, authenticator secret. The code of the moment: make code email=agent@lakeview.example").ToString();
    }
}

internal static class SeedDemoAccounts
{
    public static async Task<bool> Run(TenantDb db, DemoClinic clinic, CancellationToken ct)
    {
        // Hashing a password is slow on purpose: not for accounts that are there.
        var known = (await db.Query<string>("select email from platform.staff_accounts", null, ct)).ToHashSet(StringComparer.Ordinal);
        var made = false;
        foreach (var account in clinic.Accounts)
        {
            var email = DemoAccounts.Email(clinic, account);
            if (!known.Contains(email))
                made |= await StaffAccounts.Add(db, DemoAccounts.Id(clinic, account), email, account.Name, account.Role, clinic.Password, DemoAccounts.TotpSecret(email), ct);
        }

        return made;
    }
}
