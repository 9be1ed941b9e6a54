namespace Frontdesk.Tests.Phone;

public sealed class TextTests
{
    [Fact]
    public async Task A_text_is_sent_then_delivered_and_both_are_told()
    {
        await using var line = await Telephone.Start();

        var (status, made) = await Send(line, "Your code is 123456");

        Assert.Equal((201, "queued"), (status, made.GetProperty("status").GetString()));
        var told = await line.App.GotMany("/message", 2);
        Assert.Equal(["sent", "delivered"], told.Select(t => t["MessageStatus"]));
        Assert.All(told, t => Assert.Equal((made.GetProperty("sid").GetString(), t["MessageSid"], t["MessageStatus"]), (t["SmsSid"], t["SmsSid"], t["SmsStatus"])));
        var texts = await line.Http.GetStringAsync($"/phone/api/texts?party={Uri.EscapeDataString(Telephone.Rosa)}");
        Assert.Contains("Your code is 123456", texts, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_to_a_dead_number_is_undelivered()
    {
        await using var line = await Telephone.Start();
        await line.Answering(Telephone.Rosa, "fail");

        await Send(line, "Hello");

        var end = await line.App.Got("/message", r => r["MessageStatus"] != "sent");
        Assert.Equal(("undelivered", "30003"), (end["MessageStatus"], end["ErrorCode"]));
    }

    [Fact]
    public async Task A_text_from_a_person_goes_to_the_number_and_may_be_answered()
    {
        await using var line = await Telephone.Start();
        line.App.On("/sms", "<Message>We will call you back</Message>");

        await line.Text("Please call me — gracias");

        var text = await line.App.Got("/sms");
        Assert.Equal((Telephone.Rosa, Telephone.Clinic, "Please call me — gracias", "1", "received"), (text["From"], text["To"], text["Body"], text["NumSegments"], text["SmsStatus"]));
        await line.Happened("text", e => Telephone.Text(e, "body") == "We will call you back" && Telephone.Text(e, "status") == "delivered" && Telephone.Text(e, "to") == Telephone.Rosa);
    }

    [Fact]
    public async Task Who_said_stop_is_not_texted_until_they_say_start()
    {
        await using var line = await Telephone.Start();

        await line.Text("stop");
        var (refused, why) = await Send(line, "Hello");
        await line.Text("START");
        var (again, _) = await Send(line, "Hello");

        Assert.Equal((400, 21610, 201), (refused, why.GetProperty("code").GetInt32(), again));
    }

    private static Task<(int Status, System.Text.Json.JsonElement Body)> Send(Telephone line, string body) =>
        line.Rest("Messages.json", ("From", Telephone.Clinic), ("To", Telephone.Rosa), ("Body", body), ("StatusCallback", line.App.Url + "/message"));
}
