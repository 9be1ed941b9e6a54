using System.Security.Cryptography;

namespace Frontdesk.Platform;

/// <summary>
/// The folder of what this installation keeps outside the database: the embedded database itself and secrets made on first use.
/// Only its owner may enter it.
/// </summary>
public sealed class DataFolder(DatabaseOptions options)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public string Root { get; } = Path.GetFullPath(options.Data);

    public string At(string name) => Path.Combine(Root, name);

    /// <summary>A secret of this installation, 256 random bits in base64url, made when first asked for. Two processes that ask at once get the same one.</summary>
    public string Secret(string name)
    {
        var folder = Make("secrets");
        var path = Path.Combine(folder, name);
        if (!File.Exists(path))
            Keep(path, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)).TrimEnd('=').Replace('+', '-').Replace('/', '_'));
        return Writing(() => File.ReadAllText(path).Trim());
    }

    /// <summary>Makes a folder inside, open to its owner alone, and proves that it can be written.</summary>
    public string Make(string name)
    {
        var path = At(name);
        return Writing(() =>
        {
            MakeOwnerOnly(Root);
            MakeOwnerOnly(path);
            using (File.Create(Path.Combine(path, $".probe-{Guid.CreateVersion7():N}"), 1, FileOptions.DeleteOnClose)) { }
            return path;
        });
    }

    public T Writing<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new StartFault($"The data folder {Root} cannot be written: {e.Message.Split(" : '")[0].TrimEnd('.')}. Free or unlock it, or set FRONTDESK_DATA to another folder.", e);
        }
    }

    private static void MakeOwnerOnly(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, OwnerOnly);
    }

    // Written aside and linked into place, so that a reader never sees half a secret and the first of two writers wins.
    private void Keep(string path, string secret) => Writing(() =>
    {
        var aside = $"{path}.{Guid.CreateVersion7():N}";
        var ownerOnly = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            ownerOnly.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var writer = new StreamWriter(aside, ownerOnly))
            writer.Write(secret);
        try
        {
            File.Move(aside, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(aside);
        }
        return true;
    });
}
