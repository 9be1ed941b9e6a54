namespace Frontdesk.Platform;

/// <summary>Names the environment variable that fills a property. Its range stands beside it as a validation attribute, its default as the initial value.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SettingAttribute(string name) : Attribute
{
    public string Name => name;
}
