using System.Net;
using System.Security.Cryptography;
using Frontdesk.Platform;
using Microsoft.Extensions.DependencyInjection;

namespace Frontdesk.Tests.Support;

/// <summary>A clinic in a test, and the words for who works there. Modules add their words as extension methods in a file of their own beside this one.</summary>
public sealed class Clinic(App app, Tenant tenant)
{
    public App App => app;

    public Tenant Tenant => tenant;

    /// <summary>The door to this clinic's data as the program itself: for arranging what a test needs.</summary>
    public TenantDb Db => app.Services.GetRequiredService<TenantDbFactory>().For(tenant, Actor.System, "test", "test.arranged");

    /// <summary>A browser at this clinic's address, not signed in.</summary>
    public Person Visitor() => app.Visitor(tenant.Slug);

    public Task<Person> Agent() => Staff(Role.Agent);

    public Task<Person> Supervisor() => Staff(Role.Supervisor);

    public Task<Person> Clinician() => Staff(Role.Clinician);

    public Task<Person> Admin() => Staff(Role.Admin);

    /// <summary>A new staff member with this role, signed in by password and code like anyone.</summary>
    public async Task<Person> Staff(string role)
    {
        var id = Guid.CreateVersion7();
        var email = $"{role}-{id:N}@clinic.example";
        var password = $"quiet harbour {id:N}";
        var secret = RandomNumberGenerator.GetBytes(20);
        await StaffAccounts.Add(Db, id, email, $"Test {role}", role, password, secret, CancellationToken.None);
        var person = Visitor();
        person.AccountId = id;
        var answer = await person.Post("identity/staff/sign-in", new { email, password, code = Totp.Code(secret, TimeProvider.System.GetUtcNow()) });
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        return person;
    }
}
