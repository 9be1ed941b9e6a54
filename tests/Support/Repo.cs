namespace Frontdesk.Tests.Support;

/// <summary>Files of the repository itself, for laws that read it.</summary>
internal static class Repo
{
    private static readonly string Root = Find();

    public static string At(params string[] path) => Path.Combine([Root, .. path]);

    private static string Find()
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(here.FullName, "Frontdesk.slnx")))
            here = here.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        return here.FullName;
    }
}
