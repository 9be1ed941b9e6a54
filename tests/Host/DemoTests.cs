using System.Net;
using Frontdesk.Host;
using Frontdesk.Patients;
using Frontdesk.Platform;
using Frontdesk.Scheduling;
using Frontdesk.Tests.Support;
using NodaTime;

namespace Frontdesk.Tests.Host;

public sealed class DemoTests(App app) : AppTest(app)
{
    private static readonly LocalDate Today = new(2026, 11, 23);
    private static readonly Instant Noon = Instant.FromUtc(2026, 11, 23, 18, 0);

    public static TheoryData<string> Clinics => [.. DemoClinics.All.Select(static clinic => clinic.Slug)];

    [Fact]
    public async Task Made_twice_it_is_the_same_and_nothing_is_added()
    {
        await DemoClinics.Seed(App.Services, static _ => { }, default);
        var once = await Rows();
        await DemoClinics.Seed(App.Services, static _ => { }, default);
        Assert.Equal(once, await Rows());
        Assert.All(once, static table => Assert.DoesNotContain(" 0 rows", table));
    }

    [Fact]
    public async Task Made_again_it_keeps_what_people_changed()
    {
        await DemoClinics.Seed(App.Services, static _ => { }, default);
        await using var connection = await App.Database.Open();
        await using (var change = connection.CreateCommand())
        {
            change.CommandText =
                """
                set session_replication_role = replica;
                update patients.patients set given_name = 'Changed' where id in (select id from patients.patients order by id limit 3);
                delete from scheduling.weekly_hours where weekday = 2;
                update scheduling.appointments set status = 'cancelled' where id in (select id from scheduling.appointments where status = 'booked' order by id limit 5);
                update platform.staff_accounts set active = false where email like 'supervisor@%';
                """;
            await change.ExecuteNonQueryAsync();
        }

        var changed = await Rows();
        await DemoClinics.Seed(App.Services, static _ => { }, default);
        Assert.Equal(changed, await Rows());
    }

    [Fact]
    public async Task Its_accounts_sign_in_with_the_password_and_the_code_that_are_printed()
    {
        await DemoClinics.Seed(App.Services, static _ => { }, default);
        foreach (var clinic in DemoClinics.All)
            await SignIn("admin", clinic.Slug);
    }

    [Fact]
    public async Task The_desks_have_todays_work_and_the_first_agent_is_free_for_a_call()
    {
        await DemoClinics.Seed(App.Services, static _ => { }, default);
        var agent = await SignIn("agent");
        var second = await SignIn("agent2");
        Assert.Equal(2, (await agent.Get("callcenter/desk")).Body.GetProperty("missed").GetArrayLength());
        Assert.Equal(2, (await second.Get("callcenter/desk")).Body.GetProperty("toWriteUp").GetArrayLength());
        Assert.Equal("available", (await agent.Put("callcenter/agents/me", new { state = "available" })).Body.GetProperty("state").GetString());
    }

    [Theory, MemberData(nameof(Clinics))]
    public async Task The_worklist_has_what_patients_asked_for_and_the_visit_a_meeting_was_put_on(string slug)
    {
        await DemoClinics.Seed(App.Services, static _ => { }, default);
        var items = await (await Db(slug)).Query<string>("select kind || ' ' || coalesce(details ->> 'because', details ->> 'visitTypeEn') from worklist.states where state = 'open' order by 1", null, default);
        Assert.Equal("stranded_visit outside_hours", Assert.Single(items, static item => item.StartsWith("stranded_visit", StringComparison.Ordinal)));
        Assert.Equal(2, items.Count(static item => item.StartsWith("visit_request", StringComparison.Ordinal)));
    }

    [Theory, MemberData(nameof(Clinics))]
    public async Task Whatever_is_set_up_works(string slug)
    {
        await DemoClinics.Seed(App.Services, static _ => { }, default);
        var setUp = (await ShowSetUp.Handle(await Db(slug), default)).Value!;
        Assert.All(setUp.VisitTypes, static type => Assert.Empty(type.Warnings));
        Assert.All(setUp.Locations, static location => Assert.NotEmpty(location.Hours));
        Assert.InRange(setUp.Holidays.Count, 6, 9);
    }

    [Fact]
    public async Task Lakeview_has_one_of_each_kind_of_visit()
    {
        await DemoClinics.Seed(App.Services, static _ => { }, default);
        var setUp = (await ShowSetUp.Handle(await Db("lakeview"), default)).Value!;
        Assert.Contains(setUp.VisitTypes, static type => type.Capacity > 1);
        Assert.Contains(setUp.VisitTypes, static type => type.OpenTo == "established");
        Assert.Contains(setUp.VisitTypes, static type => type.Channels[0] == "video");
        Assert.Contains(setUp.VisitTypes, static type => type.NeedsEquipment is not null);
        Assert.Contains(setUp.VisitTypes, static type => !type.EveryPractitioner);
        Assert.Equal(["equipment", "room"], setUp.Rooms.Select(static room => room.Kind).Distinct().Order());
        Assert.Empty(await App.Database.QueryAsSuperuser<Guid>("select a.id from scheduling.appointments a join scheduling.visit_types v on v.id = a.visit_type_id where v.needs_room is not null and a.room_id is null"));
    }

    [Theory, MemberData(nameof(Clinics))]
    public void Every_patient_has_what_the_screens_show(string slug)
    {
        var patients = DemoPeople.Of(Clinic(slug));
        Assert.InRange(patients.Count, 200, 700);
        Assert.All(patients, static patient =>
        {
            Assert.NotEmpty(patient.GivenName);
            Assert.NotEmpty(patient.FamilyName);
            Assert.InRange(patient.BirthDate, new DateOnly(1925, 1, 1), new DateOnly(2026, 1, 1));
            Assert.Contains(patient.Sex, new[] { "female", "male" });
            Assert.Contains(patient.Language, new[] { "en", "es" });
            Assert.Matches(@"^[A-Z]{2}-\d{6}$", patient.Mrn);
            Assert.Matches(@"^\d{5}$", patient.PostalCode);
            Assert.Matches(@"^\d+ .+", patient.AddressLine);
            Assert.NotEmpty(patient.Phones);
            Assert.All(patient.Phones, static phone => Assert.Matches(@"^\+1[2-9]\d\d55501\d\d$", phone.Number));
            Assert.All(patient.Phones, static phone => Assert.Equal(phone.Number, PhoneNumber.ToE164(phone.Number)));
        });
        Assert.Equal(patients.Count, patients.Select(static patient => patient.Mrn).Distinct().Count());
    }

    [Theory, MemberData(nameof(Clinics))]
    public void Families_share_a_telephone_and_parents_act_for_their_children(string slug)
    {
        var patients = DemoPeople.Of(Clinic(slug));
        var byId = patients.ToDictionary(static patient => patient.Id);
        var shared = patients.SelectMany(static patient => patient.Phones.Select(phone => (phone.Number, patient))).GroupBy(static pair => pair.Number).Where(static number => number.Count() > 1).ToList();
        Assert.NotEmpty(shared);
        Assert.All(shared, static number => Assert.Single(number.Select(static pair => pair.patient.AddressLine).Distinct()));
        Assert.Contains(patients, static patient => patient.ActsFor.Any(static other => other.Relation == "parent"));
        Assert.All(patients.SelectMany(static patient => patient.ActsFor), other => Assert.True(byId.ContainsKey(other.PatientId)));
        Assert.Contains(patients, static patient => patient.FamilyName.Any(static letter => letter > 127));
    }

    [Fact]
    public void The_parent_in_the_readme_acts_for_children_who_have_her_telephone()
    {
        var patients = DemoPeople.Of(Clinic("lakeview"));
        var parent = patients.Single(static patient => patient.Name == "Belén Lara Flores");
        var children = patients.Where(patient => parent.ActsFor.Any(other => other.PatientId == patient.Id)).ToList();
        var number = Assert.Single(parent.Phones, static phone => phone is { Use: "mobile", Owner: "self", MayText: true }).Number;

        Assert.Contains($"{parent.Name}, ({number[2..5]}) {number[5..8]}-{number[8..]}, born {parent.BirthDate:O}", File.ReadAllText(Repo.At("README.md")), StringComparison.Ordinal);
        Assert.Equal(["Juan Pablo Hernández Lara", "Sofía Itzel Hernández Lara"], children.Select(static child => child.Name).Order(StringComparer.Ordinal));
        Assert.All(children, child => Assert.Contains(child.Phones, phone => phone.Number == number && phone.Owner == "parent"));
    }

    [Theory, MemberData(nameof(Clinics))]
    public void Nobody_is_in_two_visits_at_once(string slug)
    {
        foreach (var one in Calendar(slug).Where(static a => a.Outcome != DemoOutcome.Cancelled).GroupBy(static a => a.Practitioner.Key))
        {
            var visits = one.OrderBy(static a => a.StartsAt).ToList();
            for (var i = 1; i < visits.Count; i++)
                Assert.True(visits[i - 1].EndsAt <= visits[i].StartsAt, $"{one.Key} {visits[i].StartsAt}");
        }
    }

    [Theory, MemberData(nameof(Clinics))]
    public void Every_visit_lies_within_the_hours_of_its_place(string slug)
    {
        var clinic = Clinic(slug);
        var exceptions = DemoCalendar.Exceptions(clinic, Today);
        Assert.All(Calendar(slug), visit =>
        {
            var zone = DateTimeZoneProviders.Tzdb[visit.Location.TimeZone];
            var from = visit.StartsAt.InZone(zone).LocalDateTime;
            var to = visit.EndsAt.InZone(zone).LocalDateTime;
            var exception = exceptions.SingleOrDefault(e => e.Practitioner == visit.Practitioner && e.Date == from.Date);
            Assert.NotEqual(true, exception?.Away);
            var weekly = visit.Practitioner.Hours.Any(hours => hours.Location == visit.Location.Key && hours.Days.Contains(from.DayOfWeek)
                && DemoCalendar.Time(hours.From) <= from.TimeOfDay && to.TimeOfDay <= DemoCalendar.Time(hours.To));
            var extra = exception is { Away: false } && exception.Location == visit.Location && exception.From <= from.TimeOfDay && to.TimeOfDay <= exception.To;
            Assert.True(weekly || extra, $"{visit.Practitioner.Name} {from}");
        });
    }

    [Theory, MemberData(nameof(Clinics))]
    public void Calendars_are_about_four_fifths_full(string slug)
    {
        var clinic = Clinic(slug);
        var open = clinic.Practitioners.Sum(practitioner => Enumerable.Range(-DemoCalendar.DaysBack, DemoCalendar.DaysBack + DemoCalendar.DaysAhead + 1)
            .SelectMany(day => DemoCalendar.Sessions(clinic, practitioner, Today.PlusDays(day))).Sum(static session => (session.To - session.From).ToDuration().TotalMinutes));
        var taken = Calendar(slug).Where(static a => a.Outcome != DemoOutcome.Cancelled).Sum(static a => (a.EndsAt - a.StartsAt).TotalMinutes);
        Assert.InRange(taken / open, 0.7, 0.9);
    }

    [Theory, MemberData(nameof(Clinics))]
    public void A_day_later_only_the_day_that_came_into_view_is_new(string slug)
    {
        var clinic = Clinic(slug);
        var patients = DemoPeople.Of(clinic);
        var today = Calendar(slug).Select(static a => a.Id).ToHashSet();
        var lastDay = Today.PlusDays(1 + DemoCalendar.DaysAhead);
        var added = DemoCalendar.Appointments(clinic, patients, Today.PlusDays(1), Noon + Duration.FromDays(1)).Where(a => !today.Contains(a.Id));
        Assert.All(added, a => Assert.Equal(lastDay, a.StartsAt.InZone(DateTimeZoneProviders.Tzdb[a.Location.TimeZone]).Date));
    }

    [Fact]
    public void No_two_clinics_share_an_id_or_a_number()
    {
        var ids = DemoClinics.All.SelectMany(static clinic => DemoPeople.Of(clinic).Select(static p => p.Id)
            .Concat(Calendar(clinic.Slug).Select(static a => a.Id))
            .Concat(clinic.Accounts.Select(account => DemoAccounts.Id(clinic, account)))
            .Concat(DemoCalendar.Exceptions(clinic, Today).Select(static e => e.Id))).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        var numbers = DemoClinics.All.Select(static clinic => DemoPeople.Of(clinic).SelectMany(static p => p.Phones).Select(static phone => phone.Number).Append(clinic.Phone).ToHashSet()).ToList();
        Assert.Equal(numbers.Sum(static one => one.Count), numbers.SelectMany(static one => one).Distinct().Count());
    }

    private async Task<Person> SignIn(string local, string slug = "lakeview")
    {
        var email = $"{local}@{slug}.example";
        var person = App.Visitor(slug);
        var answer = await person.Post("identity/staff/sign-in", new { email, password = $"correct horse battery {slug}", code = DemoAccounts.Code(email, TimeProvider.System.GetUtcNow()) });
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        return person;
    }

    private async Task<TenantDb> Db(string slug) =>
        App.Service<TenantDbFactory>().For((await App.Service<TenantDirectory>().Find(slug, default))!, Actor.System, "test", "test.looked");

    private static DemoClinic Clinic(string slug) => DemoClinics.All.Single(clinic => clinic.Slug == slug);

    private static IReadOnlyList<DemoAppointment> Calendar(string slug) => DemoCalendar.Appointments(Clinic(slug), DemoPeople.Of(Clinic(slug)), Today, Noon);

    // Each table with its number of rows and a fingerprint of all of them; what signing in leaves behind is not the demo's.
    private async Task<IReadOnlyList<string>> Rows()
    {
        var tables = await App.Database.QueryAsSuperuser<string>(
            """
            select format('%I.%I', schemaname, tablename)
            from   pg_tables
            where  tablename in ('tenants', 'staff_accounts', 'patients', 'name_words', 'phones', 'emails', 'addresses', 'identifiers', 'proxies',
                                 'locations', 'resources', 'practitioners', 'resource_locations', 'visit_types', 'weekly_hours', 'exceptions', 'appointments',
                                 'location_hours', 'holidays', 'practitioner_visit_types', 'items',
                                 'numbers', 'agents', 'calls', 'candidates', 'offers', 'verifications', 'write_ups')
            and    (schemaname, tablename) <> ('scheduling', 'offers')
            order  by 1
            """);
        var rows = new List<string>();
        foreach (var table in tables)
            rows.AddRange(await App.Database.QueryAsSuperuser<string>(
                $"select '{table}: ' || count(*) || ' rows ' || md5(coalesce(string_agg(row::text, ',' order by row::text), '')) from {table} row"));
        return rows;
    }
}
