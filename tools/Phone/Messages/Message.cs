namespace Frontdesk.Phone;

/// <summary>A text. queued → sent → delivered or undelivered; one from a telephone to the customer is received.</summary>
internal sealed record Message(
    string Sid, string From, string To, string Body, string Direction, string Status, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, int? ErrorCode, Uri? StatusCallback)
{
    /// <summary>How many parts the text takes on the air: 160 or 153 letters a part in the GSM alphabet, 70 or 67 in any other.</summary>
    public int Segments
    {
        get
        {
            var gsm = Body.All(c => c is >= ' ' and <= '~' or '\n' or '\r' && c is not '`' || "£¥èéùìòÇØøÅåÆæßÉÄÖÑÜ§¿äöñüà¡€".Contains(c, StringComparison.Ordinal));
            var (whole, part) = gsm ? (160, 153) : (70, 67);
            return Body.Length <= whole ? 1 : (Body.Length + part - 1) / part;
        }
    }
}
