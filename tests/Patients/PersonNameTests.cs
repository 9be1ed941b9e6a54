using Frontdesk.Patients;

namespace Frontdesk.Tests.Patients;

public sealed class PersonNameTests
{
    [Theory]
    [InlineData("María-José Núñez", "maria jose nunez")]
    [InlineData("Mari\u0301a", "maria")]
    [InlineData("O'Brien", "obrien")]
    [InlineData("O’Brien", "obrien")]
    [InlineData("ŁUKASZ  Żółć", "lukasz zolc")]
    [InlineData("Groß, Jürgen", "gross jurgen")]
    [InlineData("Nguyễn Thị Ánh", "nguyen thi anh")]
    [InlineData("ＭＡＲＩＡ", "maria")]
    [InlineData("Ηλίας Σεφέρης", "ηλιασ σεφερησ")]
    [InlineData("Wyman904", "wyman904")]
    [InlineData("!!!", "!!!")]
    [InlineData("  ", "")]
    public void A_name_is_looked_for_by_its_plain_words(string name, string words) => Assert.Equal(words, string.Join(' ', PersonName.SearchWords(name)));

    [Theory]
    [InlineData("García-Márquez", "garcia márquez")]
    [InlineData("García Márquez", "garciamarquez")]
    [InlineData("O'Brien", "o brien")]
    [InlineData("O'Brien", "obrien")]
    [InlineData("de la Cruz", "delacruz")]
    [InlineData("de la Cruz", "cruz")]
    [InlineData("Mary Ann", "maryann")]
    [InlineData("D'Angelo-Smith", "dangelo smith")]
    [InlineData("😀😀", "😀")]
    public void However_it_is_written_a_stored_name_is_found(string stored, string lookedFor)
    {
        var words = PersonName.IndexWords(stored);
        Assert.All(PersonName.SearchWords(lookedFor), wanted => Assert.Contains(words, word => word.StartsWith(wanted, StringComparison.Ordinal)));
    }

    [Fact]
    public void Any_text_is_found_by_itself()
    {
        foreach (var name in SharedData.NaughtyStrings())
        {
            var index = PersonName.IndexWords(name);
            Assert.All(PersonName.SearchWords(name).Where(word => word.Length <= 100), wanted => Assert.Contains(index, word => word.StartsWith(wanted, StringComparison.Ordinal)));
        }
    }
}
