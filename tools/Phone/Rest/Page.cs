using System.Globalization;

namespace Frontdesk.Phone;

/// <summary>A page of a list as the vendor cuts it: 50 rows unless PageSize says otherwise, with the address of the next.</summary>
internal static class Page
{
    public static IResult Of<T>(HttpRequest request, string name, IEnumerable<T> all, Func<T, object> view)
    {
        int Number(string key, int otherwise, int most) => int.TryParse(request.Query[key], NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? Math.Min(n, most) : otherwise;
        var size = Math.Max(1, Number("PageSize", 50, 1000));
        var page = Number("Page", 0, 1_000_000);
        var rows = all.Skip(page * size).Take(size + 1).ToList();
        string Uri(int number)
        {
            var filters = request.Query.Where(q => q.Key is not ("Page" or "PageSize")).SelectMany(q => q.Value.Select(v => KeyValuePair.Create(q.Key, v)));
            return request.Path + QueryString.Create([.. filters, new("PageSize", $"{size}"), new("Page", $"{number}")]).ToUriComponent();
        }

        return Results.Json(new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            [name] = rows.Take(size).Select(view).ToList(),
            ["page"] = page,
            ["page_size"] = size,
            ["start"] = page * size,
            ["end"] = (page * size) + Math.Min(rows.Count, size) - 1,
            ["uri"] = Uri(page),
            ["first_page_uri"] = Uri(0),
            ["previous_page_uri"] = page > 0 ? Uri(page - 1) : null,
            ["next_page_uri"] = rows.Count > size ? Uri(page + 1) : null,
        });
    }
}
