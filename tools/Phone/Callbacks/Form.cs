namespace Frontdesk.Phone;

/// <summary>The parameters of one webhook, in the order they are sent.</summary>
internal sealed class Form : List<KeyValuePair<string, string>>
{
    public void Add(string name, string value) => Add(new(name, value));

    public void AddAll(IEnumerable<KeyValuePair<string, string>> more) => AddRange(more);
}
