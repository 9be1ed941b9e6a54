using Frontdesk.Platform;

namespace Frontdesk.Tests.Platform.Identity;

public sealed class PasswordsTests
{
    private static readonly string[] Context = ["ana@lakeview.example", "Ana Ruiz", "Lakeview Family Care"];

    [Theory]
    [InlineData("short1!")]
    [InlineData("password1")]
    [InlineData("P@ssw0rd")]
    [InlineData("qwertyuiop")]
    [InlineData("lakeview1")]
    [InlineData("ana-ruiz")]
    [InlineData("aaaaaaaaaaaaaaaa")]
    public void Refuses_what_is_short_common_or_made_of_the_persons_own_words(string password) => Assert.NotNull(Passwords.Fault(password, Context));

    [Theory]
    [InlineData("correct horse battery lakeview")]
    [InlineData("zebra lamp onion")]
    [InlineData("пароль из трёх слов")]
    [InlineData("🦊 under the 🌉 bridge")]
    public void Takes_words_in_any_script_without_asking_for_digits_or_signs(string password) => Assert.Null(Passwords.Fault(password, Context));

    [Fact]
    public void Takes_a_hundred_characters_and_cuts_none_off()
    {
        var password = string.Concat(Enumerable.Range(0, 25).Select(static n => $"{n:x2}-w"));
        Assert.Null(Passwords.Fault(password, Context));
        var hash = Passwords.Hash(password);
        Assert.True(Passwords.Matches(hash, password));
        Assert.False(Passwords.Matches(hash, password[..^1]));
        Assert.False(Passwords.Matches(null, password));
    }
}
