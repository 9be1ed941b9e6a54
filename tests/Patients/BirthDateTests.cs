using Frontdesk.Patients;

namespace Frontdesk.Tests.Patients;

public sealed class BirthDateTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);

    [Theory]
    [InlineData("3/14/1985")]
    [InlineData("03/14/1985")]
    [InlineData("03-14-1985")]
    [InlineData("14.3.1985")]
    [InlineData("1985-03-14")]
    [InlineData("1985/3/14")]
    [InlineData("19850314")]
    [InlineData("03141985")]
    [InlineData("14031985")]
    [InlineData("March 14 1985")]
    [InlineData("march 14th, 1985")]
    [InlineData("14 mar 1985")]
    [InlineData("14-Mar-1985")]
    [InlineData("Mar. 14, 1985")]
    [InlineData("14 de marzo de 1985")]
    [InlineData("14 de marzo del 1985")]
    [InlineData("marzo 14, 1985")]
    [InlineData("the 14th of March 1985")]
    [InlineData(" 03 14 1985 ")]
    [InlineData("０３/１４/１９８５")]
    public void The_usual_ways_of_writing_a_date_mean_that_date(string text) => Assert.Equal([new DateOnly(1985, 3, 14)], BirthDate.Read(text, Today));

    [Theory]
    [InlineData("3/4/1985", "1985-03-04 1985-04-03")]
    [InlineData("03041985", "1985-03-04 1985-04-03")]
    [InlineData("3/14/85", "1985-03-14 1885-03-14")]
    [InlineData("14 mar 20", "2020-03-14 1920-03-14")]
    [InlineData("03-14-27", "1927-03-14")]
    [InlineData("1/2/03", "2003-01-02 1903-01-02 2003-02-01 1903-02-01")]
    [InlineData("3/3/1985", "1985-03-03")]
    [InlineData("2/29/2000", "2000-02-29")]
    [InlineData("1 de enero de 2020", "2020-01-01")]
    public void What_can_mean_several_dates_gives_them_all_the_likeliest_first(string text, string dates) =>
        Assert.Equal(dates, string.Join(' ', BirthDate.Read(text, Today).Select(date => date.ToString("yyyy-MM-dd"))));

    [Theory]
    [InlineData("2/30/1985")]
    [InlineData("2/29/2001")]
    [InlineData("13/13/1985")]
    [InlineData("11/23/2026")]
    [InlineData("1/1/1779")]
    [InlineData("1985")]
    [InlineData("March")]
    [InlineData("maria garcia lopez")]
    [InlineData("555-123-4567")]
    [InlineData("")]
    [InlineData("1/2/3/4")]
    [InlineData("99999999999999999999")]
    public void What_no_living_person_was_born_on_is_no_birth_date(string text) => Assert.Empty(BirthDate.Read(text, Today));

    [Fact]
    public void Every_day_is_read_back_from_the_ways_it_is_written()
    {
        for (var day = new DateOnly(1999, 12, 1); day < new DateOnly(2001, 2, 1); day = day.AddDays(1))
            foreach (var format in (string[])["M/d/yyyy", "MM-dd-yyyy", "yyyy-MM-dd", "MMMM d, yyyy", "d MMM yyyy", "MMddyyyy", "yyyyMMdd"])
                Assert.Contains(day, BirthDate.Read(day.ToString(format), Today));
    }
}
