using Frontdesk.Messaging;

namespace Frontdesk.Tests.Messaging;

public sealed class GsmTextTests
{
    // Shapes that clinics' names come in, and what no clinic is called.
    public static TheoryData<string> Names =>
    [
        "Lakeview Family Care", "Clínica de la Familia Núñez-Ibáñez y Asociados", "St. Mary’s – “Women’s” Health", "诊所", "", "Ŵ", "Ελληνική", "A`B", "{[~^|\\]}", "👩‍⚕️ Care", "Straße 5", "Tab\tand\nline",
        "The Greater Northwestern Metropolitan Regional Community Health and Wellness Center of Saint Elizabeth of Hungary, Obstetrics and Gynecology Department",
        new string('x', 300), new string('é', 300), "a " + new string('y', 300),
    ];

    [Theory, MemberData(nameof(Names))]
    public void Every_text_is_one_part_whatever_the_clinic_is_called(string name)
    {
        foreach (var text in EveryText(name))
            Assert.True(GsmText.Fits(text), $"{text.Length}: {text}");
    }

    [Theory]
    [InlineData("Clínica Peña", "Clinica Peña")]
    [InlineData("St. Mary’s – Süd", "St. Mary's - Süd")]
    [InlineData("ŁÓDŹ Ward", "LODZ Ward")]
    [InlineData("诊所", "Clinic")]
    [InlineData("👩‍⚕️ Care", "Care")]
    public void Letters_outside_of_the_alphabet_become_their_plain_ones(string name, string folded) => Assert.Equal(folded, GsmText.Fold(name));

    [Fact]
    public void A_long_name_is_cut_at_a_word()
    {
        var text = ReminderText.In("en", "The Greater Northwestern Metropolitan Regional Community Health Center", TextTime.Moment(Moments.Last(), "America/Chicago", "en"), confirmed: false);
        Assert.StartsWith("The Greater Northwestern Metropolitan: reminder of your visit on ", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_we_say_there_is_room_for_the_beginning_of_the_name()
    {
        foreach (var text in EveryText("Lakeview Family Care"))
            Assert.StartsWith("Lakeview Family Care: ", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Times_are_written_by_the_clock_of_the_place()
    {
        var at = new DateTimeOffset(2026, 12, 1, 15, 0, 0, TimeSpan.Zero);
        Assert.Equal("Tue, Dec 1 at 9:00 AM", TextTime.Moment(at, "America/Chicago", "en"));
        Assert.Equal("mar 1 de dic, 9:00 a. m.", TextTime.Moment(at, "America/Chicago", "es"));
        Assert.Equal("Tue, Dec 1 at 12:30 PM", TextTime.Moment(at.AddMinutes(150), "America/New_York", "en"));
        Assert.Equal("Wed, Dec 2 at 12:15 AM", TextTime.Moment(at.AddHours(15).AddMinutes(15), "America/Chicago", "en"));
    }

    private static IEnumerable<DateTimeOffset> Moments => Enumerable.Range(0, 12).Select(static month => new DateTimeOffset(2026, month + 1, 20 + (month % 8), 18, 45, 0, TimeSpan.Zero));

    private static IEnumerable<string> EveryText(string name)
    {
        foreach (var language in new[] { "en", "es" })
        {
            yield return SignInCodeText.In(language, name, "123456");
            foreach (var when in Moments.Select(at => TextTime.Moment(at, "America/Chicago", language)))
            {
                yield return ReminderText.In(language, name, when, confirmed: false);
                yield return ReminderText.In(language, name, when, confirmed: true);
                var until = language == "es" ? "12:45 p. m." : "12:45 PM";
                yield return OfferText.In(language, name, when, until, insteadOf: null);
                yield return OfferText.In(language, name, when, until, TextTime.Day(Moments.ElementAt(8), "America/Chicago", language));
                yield return OfferText.Over(language, name, when);
                foreach (var answer in ReplyText.Answers)
                    yield return ReplyText.In(language, name, answer, when, "+13125550100");
            }
        }
    }
}
