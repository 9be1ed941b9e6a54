using Microsoft.Extensions.DependencyInjection;

namespace Frontdesk.Platform;

/// <summary>How a job type is named in the queue, and what runs it.</summary>
internal sealed record JobKind(string Name, Type Type, Func<IServiceProvider, string, JobContext, CancellationToken, Task> Run)
{
    internal static JobKind Of<TJob, THandler>()
        where TJob : IJob
        where THandler : IJobHandler<TJob> =>
        new(NameOf(typeof(TJob)), typeof(TJob), static (services, payload, context, ct) =>
            ActivatorUtilities.CreateInstance<THandler>(services).Handle(JobPayload.Read<TJob>(payload), context, ct));

    /// <summary><c>Frontdesk.Messaging.SendSignInCode</c> is <c>messaging.SendSignInCode</c>; a record nested in its use case bears the use case's name.</summary>
    internal static string NameOf(Type job) =>
        $"{job.Namespace![(job.Namespace!.LastIndexOf('.') + 1)..].ToLowerInvariant()}.{(job.DeclaringType ?? job).Name}";
}

/// <summary>All job types this program can run.</summary>
internal sealed class JobKinds(IEnumerable<JobKind> kinds)
{
    private readonly Dictionary<string, JobKind> byName = kinds.ToDictionary(kind => kind.Name, StringComparer.Ordinal);

    internal JobKind? Find(string name) => byName.GetValueOrDefault(name);
}
