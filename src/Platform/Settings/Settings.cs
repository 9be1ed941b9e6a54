using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Frontdesk.Platform;

/// <summary>
/// Binds settings classes (<see cref="SettingAttribute"/> on their properties) to the environment.
/// Every fault of every class is found before anything starts, so that the operator repairs them in one round.
/// </summary>
public static class Settings
{
    /// <summary>Set for tests and their tools, never read by the program.</summary>
    private static readonly string[] TestPrefixes = ["FRONTDESK_TEST_", "FRONTDESK_E2E_"];

    private sealed record SettingsClass(Type Type);

    /// <summary>Registers a settings class; resolve it as itself. It may implement <see cref="IValidatableObject"/> for rules between properties.</summary>
    public static IServiceCollection AddSettings<T>(this IServiceCollection services) where T : class, new()
    {
        if (Classes(services).Contains(typeof(T)))
            return services;
        return services
            .AddSingleton(new SettingsClass(typeof(T)))
            .AddSingleton(provider => Read<T>(provider.GetRequiredService<IConfiguration>()));
    }

    /// <exception cref="StartFault">With one line per fault and exit code 2.</exception>
    public static T Read<T>(IConfiguration configuration) where T : class, new()
    {
        var faults = new List<string>();
        var settings = (T)Read(typeof(T), configuration, faults);
        return faults.Count == 0 ? settings : throw new StartFault(2, faults);
    }

    /// <summary>The settings, or the defaults when they have faults: to put the program together before <see cref="Validate"/> reports all faults at once.</summary>
    public static T ReadOrDefault<T>(IConfiguration configuration) where T : class, new()
    {
        var faults = new List<string>();
        var settings = (T)Read(typeof(T), configuration, faults);
        return faults.Count == 0 ? settings : new T();
    }

    /// <summary>Reads every registered settings class and reports all faults at once, unknown FRONTDESK_ variables included: a misspelt one would else be silently ignored.</summary>
    /// <exception cref="StartFault">With one line per fault and exit code 2.</exception>
    public static void Validate(IServiceCollection services, IConfiguration configuration)
    {
        var faults = new List<string>();
        var types = Classes(services);
        foreach (var type in types)
            Read(type, configuration, faults);
        faults.AddRange(Unknown(types, configuration));
        if (faults.Count > 0)
            throw new StartFault(2, faults);
    }

    private static HashSet<Type> Classes(IServiceCollection services) =>
        services.Select(service => service.IsKeyedService ? null : service.ImplementationInstance).OfType<SettingsClass>().Select(found => found.Type).ToHashSet();

    private static object Read(Type type, IConfiguration configuration, List<string> faults)
    {
        var settings = Activator.CreateInstance(type)!;
        foreach (var (property, name) in Properties(type))
        {
            var text = configuration[name];
            if (string.IsNullOrWhiteSpace(text))
                continue;
            if (TryConvert(property.PropertyType, text.Trim(), out var value))
                property.SetValue(settings, value);
            else
                faults.Add($"{name} is not {Describe(property.PropertyType)}.");
        }
        // A property that could not be read keeps its default, which has no fault.
        AddRuleFaults(settings, faults);
        return settings;
    }

    private static void AddRuleFaults(object settings, List<string> faults)
    {
        var found = new List<ValidationResult>();
        // The validator leaves out the rules between properties when a property is at fault: they are asked all the same.
        var context = new ValidationContext(settings);
        if (!Validator.TryValidateObject(settings, context, found, validateAllProperties: true) && settings is IValidatableObject whole)
            found = [.. found.Concat(whole.Validate(context)).DistinctBy(result => result.ErrorMessage)];
        var names = Properties(settings.GetType()).ToDictionary(pair => pair.Property.Name, pair => pair.Name, StringComparer.Ordinal);
        foreach (var result in found)
        {
            var message = result.ErrorMessage ?? "is wrong";
            foreach (var (property, name) in names)
            {
                message = message.Replace($"The field {property} ", $"{name} ", StringComparison.Ordinal)
                    .Replace($"The {property} field ", $"{name} ", StringComparison.Ordinal);
            }
            faults.Add(message.ReplaceLineEndings(" "));
        }
    }

    private static IEnumerable<string> Unknown(HashSet<Type> types, IConfiguration configuration)
    {
        var known = types.SelectMany(Properties).Select(pair => pair.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return configuration.GetChildren()
            .Select(child => child.Key)
            .Where(key => key.StartsWith("FRONTDESK_", StringComparison.OrdinalIgnoreCase) && !TestPrefixes.Any(prefix => key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
            .Where(key => !known.Contains(key))
            .Order(StringComparer.Ordinal)
            .Select(key => $"{key} is not a setting of this program.");
    }

    private static IEnumerable<(PropertyInfo Property, string Name)> Properties(Type type) =>
        from property in type.GetProperties()
        let setting = property.GetCustomAttribute<SettingAttribute>()
        where setting is not null
        select (property, setting.Name);

    private static bool TryConvert(Type type, string text, out object? value)
    {
        var target = Nullable.GetUnderlyingType(type) ?? type;
        if (target == typeof(Uri))
        {
            var absolute = Uri.TryCreate(text, UriKind.Absolute, out var uri);
            value = uri;
            return absolute;
        }
        try
        {
            value = TypeDescriptor.GetConverter(target).ConvertFromString(null, CultureInfo.InvariantCulture, text);
            return value is not Enum choice || Enum.IsDefined(target, choice);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or NotSupportedException or InvalidCastException)
        {
            value = null;
            return false;
        }
    }

    private static string Describe(Type type)
    {
        var target = Nullable.GetUnderlyingType(type) ?? type;
        if (target == typeof(int) || target == typeof(long))
            return "a whole number";
        if (target == typeof(bool))
            return "true or false";
        if (target == typeof(Uri))
            return "an absolute address such as https://example.com";
        if (target == typeof(TimeSpan))
            return "a length of time such as 00:05:00";
        return target.IsEnum ? $"one of {string.Join(", ", Enum.GetNames(target)).ToLowerInvariant()}" : $"a {target.Name}";
    }
}
