using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Frontdesk.Platform;

/// <summary>How modules and the Host take part in the queue.</summary>
public static class JobsModule
{
    /// <summary>Names what runs <typeparamref name="TJob"/>. The handler may ask for scoped services; its <see cref="TenantDb"/> is the job's clinic.</summary>
    public static IServiceCollection AddJob<TJob, THandler>(this IServiceCollection services)
        where TJob : IJob
        where THandler : IJobHandler<TJob> =>
        services.AddSingleton(JobKind.Of<TJob, THandler>());

    /// <summary>Makes a <typeparamref name="TJob"/> come back. The job takes no arguments: it finds its work in the database.</summary>
    /// <param name="name">Stable: <c>scheduling.sweep-holds</c>.</param>
    /// <param name="cron">Quartz's form, seconds first, such as <c>0 */5 * * * ?</c>.</param>
    /// <param name="perTenant">One job for each active clinic. Ten thousand clinics are ten thousand jobs each time: let it be rare and spread.</param>
    /// <param name="zone">IANA zone the cron is read in.</param>
    /// <param name="spread">Clinics' jobs start at even distances over this long; default at once.</param>
    public static IServiceCollection AddSchedule<TJob>(this IServiceCollection services, string name, string cron, bool perTenant, string zone = "UTC", TimeSpan spread = default)
        where TJob : IJob, new() =>
        services.AddSingleton(new Schedule(name, JobKind.NameOf(typeof(TJob)), JobPayload.Write(new TJob()), new Cron(cron, zone), perTenant, spread));

    /// <summary>The queue's parts that every role has.</summary>
    internal static IServiceCollection AddJobs(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSettings<JobSettings>();
        services.AddSingleton<JobQueue>();
        services.AddSingleton<JobSignal>();
        services.AddSingleton<JobKinds>();
        services.AddSingleton<Schedules>();
        services.AddSingleton<JobRunner>();
        services.AddScoped<Effects>();
        services.AddJob<MakeAuditPartitions, MakeAuditPartitions.Handler>();
        services.AddSchedule<MakeAuditPartitions>("audit.make-partitions", "0 10 2 * * ?", perTenant: false);
        services.AddJob<ForgetFirstAnswers, ForgetFirstAnswers.Handler>();
        services.AddSchedule<ForgetFirstAnswers>("platform.forget-first-answers", "0 20 * * * ?", perTenant: true, spread: TimeSpan.FromMinutes(50));
        return services;
    }

    /// <summary>Runs jobs on this node: <c>serve --role worker</c> or <c>all</c>.</summary>
    public static IServiceCollection AddWorker(this IServiceCollection services)
    {
        services.AddSingleton<Worker>();
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<Worker>());
        return services;
    }
}
