using System.Text;
using Frontdesk.Platform;

namespace Frontdesk.Tests.Platform.Identity;

public sealed class TotpTests
{
    private static readonly byte[] Secret = Encoding.ASCII.GetBytes("12345678901234567890");

    // RFC 6238, appendix B, the last six of its eight digits.
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void Gives_the_codes_of_the_standard(long at, string code) => Assert.Equal(code, Totp.Code(Secret, DateTimeOffset.FromUnixTimeSeconds(at)));

    [Theory]
    [InlineData(-30, true)]
    [InlineData(30, true)]
    [InlineData(-60, false)]
    [InlineData(60, false)]
    public void Takes_a_code_one_step_early_or_late_and_no_more(int seconds, bool taken)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1234567890);
        Assert.Equal(taken, Totp.StepOf(Secret, Totp.Code(Secret, now.AddSeconds(seconds)), now) is not null);
    }

    // RFC 4648, section 10.
    [Theory]
    [InlineData("", "")]
    [InlineData("f", "MY")]
    [InlineData("foobar", "MZXW6YTBOI")]
    public void Writes_a_secret_as_authenticator_apps_take_it(string secret, string base32) => Assert.Equal(base32, Totp.Base32(Encoding.ASCII.GetBytes(secret)));
}
