using System.Text;
using Frontdesk.Patients;

namespace Frontdesk.Host;

internal sealed record DemoPhone(string Number, string Use, string Owner, bool MayText);

/// <param name="ActsFor">Patients they may act for in the app: their children, a parent they care for.</param>
internal sealed record DemoPatient(
    Guid Id, string GivenName, string FamilyName, DateOnly BirthDate, string Sex, string Language, string Mrn, DemoPhone[] Phones, string? Email,
    string AddressLine, string City, string State, string PostalCode, (Guid PatientId, string Relation, DateOnly? EndsOn)[] ActsFor)
{
    public string Name => $"{GivenName} {FamilyName}";
}

/// <summary>
/// The patients of a clinic, family by family: people of one household share a street, a telephone and their names, as they do in life.
/// Birth dates are fixed days, so that a caller's date stays the same whenever the demo is made.
/// </summary>
internal static class DemoPeople
{
    private const int Year = 2025;

    public static IReadOnlyList<DemoPatient> Of(DemoClinic clinic)
    {
        var patients = new List<DemoPatient>();
        var numbers = new Queue<string>(new Dice($"{clinic.Slug}/numbers").Shuffled(
            clinic.AreaCodes.SelectMany(static area => Enumerable.Range(101, 99).Select(last => $"+1{area}5550{last}"))));
        for (var household = 0; patients.Count < clinic.Patients; household++)
            patients.AddRange(Household(clinic, household, patients.Count, numbers));
        return patients;
    }

    private static List<DemoPatient> Household(DemoClinic clinic, int household, int before, Queue<string> numbers)
    {
        var dice = new Dice($"{clinic.Slug}/household/{household}");
        var language = dice.Falls(clinic.Towns.MainLanguagePercent) ? clinic.Names.MainLanguage : clinic.Names.OtherLanguage;
        var (city, postalCode) = dice.Pick(clinic.Towns.Places);
        var home = new Home($"{dice.Between(101, 4999)} {dice.Pick(clinic.Towns.Streets)}", city, postalCode, language, dice.Falls(55) ? numbers.Dequeue() : null);
        var people = new List<DemoPatient>();

        DemoPatient Add(string given, string family, string sex, int age, DemoPhone[] phones, params (Guid, string, DateOnly?)[] actsFor)
        {
            var n = before + people.Count + 1;
            var patient = new DemoPatient(
                clinic.Id($"patient/{n}"), given, family, new DateOnly(Year - age, 1, 1).AddDays(dice.Between(0, 364)), sex, home.Language, $"{clinic.Slug[..2].ToUpperInvariant()}-{100000 + (n * 37)}",
                phones, age >= 16 && dice.Falls(65) ? Email(given, family, n) : null, home.Line, home.City, clinic.Towns.State, home.PostalCode, actsFor);
            people.Add(patient);
            return patient;
        }

        DemoPhone[] Own()
        {
            var phones = new List<DemoPhone>();
            if (dice.Falls(85) || home.Landline is null)
                phones.Add(new DemoPhone(numbers.Dequeue(), "mobile", "self", MayText: dice.Falls(85)));
            if (home.Landline is not null)
                phones.Add(new DemoPhone(home.Landline, "home", "self", MayText: false));
            if (dice.Falls(8))
                phones.Add(new DemoPhone(numbers.Dequeue(), "work", "self", MayText: false));
            return [.. phones];
        }

        var names = language == clinic.Names.MainLanguage ? clinic.Names.Main : clinic.Names.Other;
        var taken = new HashSet<string>(StringComparer.Ordinal);

        // Two people of one home with one name happen, but not in a demo: the household chooser is what it shows.
        string Given(string sex)
        {
            while (true)
                if (GivenName(names, sex, dice) is var given && taken.Add(given.Split(' ')[0]))
                    return given;
        }

        var kind = dice.Between(1, 100);
        if (kind <= 30)
        {
            var sex = Sex(dice);
            Add(Given(sex), Family(names, dice), sex, dice.Between(19, 94), Own());
        }
        else if (kind <= 45)
        {
            var age = dice.Between(24, 86);
            var (her, his) = Couple(names, dice);
            Add(Given("female"), her, "female", age, Own());
            Add(Given("male"), his, "male", Math.Min(95, age + dice.Between(0, 5)), Own());
        }
        else if (kind <= 90)
        {
            var age = dice.Between(23, 47);
            var (her, his) = Couple(names, dice);
            var mobile = numbers.Dequeue();
            var children = new List<(Guid, string, DateOnly?)>();
            var first = dice.Between(0, Math.Min(17, age - 19));
            for (var i = dice.Between(1, 3); i > 0 && first >= 0; i--, first -= dice.Between(1, 4))
            {
                var sex = Sex(dice);
                DemoPhone[] phones = home.Landline is null
                    ? [new DemoPhone(mobile, "mobile", "parent", MayText: true)]
                    : [new DemoPhone(mobile, "mobile", "parent", MayText: true), new DemoPhone(home.Landline, "home", "self", MayText: false)];
                var child = Add(Given(sex), names.TwoFamilyNames ? $"{his.Split(' ')[0]} {her.Split(' ')[0]}" : his, sex, first, phones);
                children.Add((child.Id, "parent", child.BirthDate.AddYears(18).AddDays(-1)));
            }

            DemoPhone[] hers = [new DemoPhone(mobile, "mobile", "self", MayText: true), .. home.Landline is { } landline ? [new DemoPhone(landline, "home", "self", MayText: false)] : Array.Empty<DemoPhone>()];
            Add(Given("female"), her, "female", age, hers, [.. children]);
            if (dice.Falls(75))
                Add(Given("male"), his, "male", age + dice.Between(0, 6), Own(), [.. children]);
        }
        else
        {
            // A daughter or son who answers the telephone for an old parent.
            var sex = Sex(dice);
            var family = Family(names, dice);
            var mobile = numbers.Dequeue();
            var age = dice.Between(76, 97);
            var parentSex = dice.Falls(60) ? "female" : "male";
            var parent = Add(Given(parentSex), family, parentSex, age, [new DemoPhone(mobile, "mobile", "child", MayText: true), .. home.Landline is { } landline ? [new DemoPhone(landline, "home", "self", MayText: false)] : Array.Empty<DemoPhone>()]);
            Add(Given(sex), family, sex, age - dice.Between(22, 34), [new DemoPhone(mobile, "mobile", "self", MayText: true)], (parent.Id, "child", null));
        }

        return people;
    }

    private sealed record Home(string Line, string City, string PostalCode, string Language, string? Landline);

    private static string Sex(Dice dice) => dice.Falls(51) ? "female" : "male";

    private static string GivenName(DemoNameList names, string sex, Dice dice)
    {
        var list = sex == "female" ? names.Women : names.Men;
        var given = dice.Pick(list);
        return names.TwoGivenNames && dice.Falls(25) && dice.Pick(list) is var second && second != given && !given.Contains(' ') ? $"{given} {second}" : given;
    }

    private static string Family(DemoNameList names, Dice dice) => names.TwoFamilyNames ? $"{dice.Pick(names.Families)} {dice.Pick(names.Families)}" : dice.Pick(names.Families);

    private static (string Her, string His) Couple(DemoNameList names, Dice dice)
    {
        var his = Family(names, dice);
        return (names.TwoFamilyNames || dice.Falls(25) ? Family(names, dice) : his, his);
    }

    private static string Email(string given, string family, int n)
    {
        var local = new StringBuilder();
        foreach (var c in PersonName.Fold($"{given.Split(' ')[0]}.{family.Split(' ')[0]}"))
            if (char.IsAsciiLetter(c) || c == '.')
                local.Append(c);
        return $"{local}{n}@mail.example";
    }
}
