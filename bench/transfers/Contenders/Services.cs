using Apsis.Auth;
using Apsis.DataManagement;
using Apsis.Http;

namespace Apsis.Bench.Transfers.Contenders;

/// <summary>The clients of the emulator that contenders share.</summary>
internal static class Services
{
    public static DataManagementClient Connect(Work work, TransferBudget? budget = null, string? stateFolder = null)
    {
        var auth = new AuthClient(new AuthClientOptions { ClientId = "bench", ClientSecret = "secret", BaseUrl = work.Aps });
        return new DataManagementClient(new ApsPipeline(auth, new ApsPipelineOptions { TransferBudget = budget, TransferStateFolder = stateFolder }));
    }
}
