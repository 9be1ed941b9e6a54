using System.Text.Json;
using Frontdesk.Patients;

namespace Frontdesk.Tests.Patients;

public sealed class PhoneNumberTests
{
    private sealed record Hard(string Input, string Region, string? E164, string? Extension, bool Valid, bool Possible, string? RegionOf, string? Error);

    private sealed record Example(string Region, string Type, string Form, string Input, string E164);

    [Fact]
    public void Every_hard_input_that_is_a_number_of_the_United_States_comes_out_right()
    {
        var wrong = new List<string>();
        var hard = SharedData.Lines<Hard>("phone/libphonenumber-test-inputs.ndjson")
            .Where(line => line.Region is "US" || line.RegionOf is "US" || line.E164?.StartsWith("+1", StringComparison.Ordinal) == true).ToList();
        foreach (var line in hard)
        {
            var read = PhoneNumber.Read(line.Input, line.Region);
            var northAmerican = line.E164?.StartsWith("+1", StringComparison.Ordinal) == true;
            if (read?.E164 != line.E164 || read?.Extension != line.Extension
                || (northAmerican && (read!.Certainty is not PhoneCertainty.Impossible) != line.Possible)
                || (northAmerican && read!.Certainty is PhoneCertainty.Valid != line.Valid))
                wrong.Add($"{line.Input} from {line.Region}: {read?.ToString() ?? "no number"}, not {line}");
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{hard.Count} hard inputs checked, {hard.Count(l => l.RegionOf is "US")} of them valid US numbers");
        Assert.Empty(wrong);
        Assert.True(hard.Count >= 60);
    }

    [Fact]
    public void Every_example_number_of_the_plan_comes_out_right_in_all_its_spellings()
    {
        var examples = SharedData.Lines<Example>("phone/example-numbers.ndjson")
            .Where(line => line.E164.StartsWith("+1", StringComparison.Ordinal)).ToList();
        // Canada's 310-xxxx is dialled with seven digits from everywhere in Canada: no line, so Local.
        var wrong = examples.Where(line => PhoneNumber.Read(line.Input) is not { } read || read.E164 != line.E164
                || read.Certainty != (line.E164.Length == 12 ? PhoneCertainty.Valid : PhoneCertainty.Local))
            .Select(line => $"{line.Input} ({line.Region}): {PhoneNumber.Read(line.Input)}, not {line.E164}").ToList();

        TestContext.Current.TestOutputHelper?.WriteLine($"{examples.Count} North American examples checked, {examples.Count(l => l.Region is "US")} of the United States");
        Assert.Empty(wrong);
        Assert.Equal(16, examples.Count(line => line.Region is "US"));
    }

    [Fact]
    public void Numbers_abroad_keep_their_country_code_however_they_are_written()
    {
        var examples = SharedData.Lines<Example>("phone/example-numbers.ndjson").Where(line => line.Form is not "national" && line.E164 is not "+13101234").ToList();
        var wrong = examples.Where(line => PhoneNumber.ToE164(line.Input) != line.E164).Select(line => $"{line.Input} ({line.Region}, {line.Type}): {PhoneNumber.Read(line.Input)}, not {line.E164}").ToList();

        TestContext.Current.TestOutputHelper?.WriteLine($"{examples.Count} international spellings checked");
        Assert.Empty(wrong);
    }

    // Synthea's numbers are fictitious: 123 is no exchange. They are still one line each, and people write real numbers the same way.
    [Theory]
    [InlineData("555-123-4567", "+15551234567")]
    [InlineData("(312) 555 0123", "+13125550123")]
    [InlineData("1.312.555.0123", "+13125550123")]
    [InlineData("٣١٢٥٥٥٠١٢٣", "+13125550123")]
    [InlineData("my cell is 312-555-0123!", "+13125550123")]
    [InlineData("+44 (0)20 7946 0018", "+442079460018")]
    [InlineData("011 52 55 1234 5678", "+525512345678")]
    public void A_number_is_stored_as_E164(string text, string e164) => Assert.Equal(e164, PhoneNumber.ToE164(text));

    [Theory]
    [InlineData("555-1234")]
    [InlineData("31255501234")]
    [InlineData("+999 1234567")]
    [InlineData("none")]
    [InlineData("")]
    [InlineData("３")]
    public void What_names_no_line_is_not_stored_as_one(string text) => Assert.Null(PhoneNumber.ToE164(text));

    [Fact]
    public void Hostile_text_is_read_quickly_and_without_a_fault()
    {
        string[] hostile = [new(' ', 250), new('1', 250), string.Concat(Enumerable.Repeat("1 ,", 80)), string.Concat(Enumerable.Repeat("x1", 120)), "\ud800\udc00\ud800", "+", "tel:;phone-context="];
        foreach (var text in hostile.Concat(SharedData.NaughtyStrings()))
            _ = PhoneNumber.Read(text);
    }
}
