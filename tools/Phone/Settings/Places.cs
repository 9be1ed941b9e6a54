namespace Frontdesk.Phone;

/// <summary>Where a number is from, as the vendor tells it from the area code.</summary>
internal sealed record Place(string City, string State, string Zip, string Country)
{
    private static readonly Dictionary<string, Place> ByAreaCode = new(StringComparer.Ordinal)
    {
        ["202"] = new("WASHINGTON", "DC", "20001", "US"),
        ["212"] = new("NEW YORK", "NY", "10001", "US"),
        ["213"] = new("LOS ANGELES", "CA", "90012", "US"),
        ["214"] = new("DALLAS", "TX", "75201", "US"),
        ["305"] = new("MIAMI", "FL", "33101", "US"),
        ["312"] = new("CHICAGO", "IL", "60601", "US"),
        ["316"] = new("WICHITA", "KS", "67202", "US"),
        ["404"] = new("ATLANTA", "GA", "30303", "US"),
        ["413"] = new("SPRINGFIELD", "MA", "01103", "US"),
        ["415"] = new("SAN FRANCISCO", "CA", "94102", "US"),
        ["416"] = new("TORONTO", "ON", "", "CA"),
        ["502"] = new("LOUISVILLE", "KY", "40202", "US"),
        ["508"] = new("WORCESTER", "MA", "01608", "US"),
        ["602"] = new("PHOENIX", "AZ", "85003", "US"),
        ["617"] = new("BOSTON", "MA", "02108", "US"),
        ["713"] = new("HOUSTON", "TX", "77002", "US"),
        ["773"] = new("CHICAGO", "IL", "60614", "US"),
        ["774"] = new("WORCESTER", "MA", "01608", "US"),
        ["781"] = new("WALTHAM", "MA", "02451", "US"),
        ["812"] = new("EVANSVILLE", "IN", "47708", "US"),
        ["913"] = new("KANSAS CITY", "KS", "66101", "US"),
        ["978"] = new("LOWELL", "MA", "01852", "US"),
    };

    /// <summary>Null for clients and for numbers outside North America, for which the vendor sends nothing either.</summary>
    public static Place? Of(string address) =>
        address.Length == 12 && address.StartsWith("+1", StringComparison.Ordinal)
            ? ByAreaCode.GetValueOrDefault(address[2..5], new("", "", "", "US"))
            : null;
}
