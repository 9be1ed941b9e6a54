using System.Threading.Channels;

namespace Frontdesk.Platform;

/// <summary>Takes notices of committed changes and hands them to the sender.</summary>
public sealed class LiveNotifier
{
    private readonly Channel<(Guid TenantId, string Topic, Guid Id)> notices = Channel.CreateUnbounded<(Guid, string, Guid)>();

    public void Announce(Guid tenantId, string topic, Guid id) => notices.Writer.TryWrite((tenantId, topic, id));
}
