using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Frontdesk.Scheduling;

/// <summary>A visit of several patients at one time: all who come have the same group, each a seat in it.</summary>
internal static class GroupVisit
{
    /// <summary>The group's id, made of what its members have in common, so that whoever comes first and whoever comes later need not know of each other. RFC 9562, version 8.</summary>
    public static Guid Id(Guid visitTypeId, Guid practitionerId, Guid locationId, DateTimeOffset startsAt)
    {
        Span<byte> named = stackalloc byte[56], hash = stackalloc byte[32];
        visitTypeId.TryWriteBytes(named, bigEndian: true, out _);
        practitionerId.TryWriteBytes(named[16..], bigEndian: true, out _);
        locationId.TryWriteBytes(named[32..], bigEndian: true, out _);
        BinaryPrimitives.WriteInt64BigEndian(named[48..], startsAt.UtcTicks);
        SHA256.HashData(named, hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
