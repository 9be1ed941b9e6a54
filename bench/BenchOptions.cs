namespace Frontdesk.Bench;

/// <param name="Compare">Tenant counts measured in one run, one after the other for each row; empty: just <paramref name="Tenants"/>.</param>
/// <param name="Only">Rows to measure by their first word; empty: all.</param>
/// <param name="Keep">Keeps the folder; a later run with the same <paramref name="Data"/> measures what is filled there.</param>
/// <param name="Database">A superuser's address of a server on this machine; empty: the embedded one.</param>
/// <param name="Pop">Measures the first webhook to the screen pop instead of the rows.</param>
internal sealed record BenchOptions(
    int Tenants, int Patients, int AppointmentsPerPatient, int Connections, double Seconds, double WarmUp, int[] Compare, string[] Only, bool Pop, int Calls, int Port, string Data, bool Keep, string Database)
{
    public int[] TenantCounts => Compare.Length > 0 ? Compare : [Tenants];
}
