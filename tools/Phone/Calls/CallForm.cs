using System.Globalization;

namespace Frontdesk.Phone;

/// <summary>The parameters every webhook about a call carries.</summary>
internal static class CallForm
{
    public const string ApiVersion = "2010-04-01";

    public static Form Of(Call call, string accountSid)
    {
        var form = new Form
        {
            { "CallSid", call.Sid }, { "AccountSid", accountSid }, { "ApiVersion", ApiVersion }, { "CallStatus", call.Status.Text() }, { "Direction", call.Direction },
            { "From", call.From }, { "To", call.To }, { "Caller", call.From }, { "Called", call.To },
        };
        AddPlace(form, call.From, "From", "Caller");
        AddPlace(form, call.To, "To", "Called");
        if (call.ParentSid is { } parent) form.Add("ParentCallSid", parent);
        if (call.IsInbound) form.Add("StirVerstat", "TN-Validation-Passed-A");
        if (call.CallToken is { } token) form.Add("CallToken", token);
        return form;
    }

    /// <summary>A moment as the vendor writes it: RFC 2822, UTC.</summary>
    public static string Rfc2822(DateTimeOffset moment) => moment.ToUniversalTime().ToString("ddd, dd MMM yyyy HH':'mm':'ss '+0000'", CultureInfo.InvariantCulture);

    public static void AddPlace(Form form, string address, params ReadOnlySpan<string> prefixes)
    {
        if (Place.Of(address) is not { } place) return;
        foreach (var prefix in prefixes)
        {
            form.Add(prefix + "City", place.City);
            form.Add(prefix + "State", place.State);
            form.Add(prefix + "Zip", place.Zip);
            form.Add(prefix + "Country", place.Country);
        }
    }
}
