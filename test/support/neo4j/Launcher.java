// A Neo4j server in one process: Launcher <folder> <port> <auth|noauth> [password]. Further settings may stand
// in <folder>/neo4j.conf. Prints READY once Bolt answers. Ends at once on SIGTERM, and when its standard input
// ends, so that it never outlives whoever started it; its transaction log makes that safe.

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.configuration.connectors.BoltConnector;
import org.neo4j.configuration.helpers.SocketAddress;
import org.neo4j.dbms.api.DatabaseManagementService;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;

public class Launcher {
    public static void main(String[] args) throws Exception {
        var folder = Path.of(args[0]);
        var auth = args[2].equals("auth");
        var firstStart = !folder.resolve("data").toFile().exists();
        var service = start(folder, new SocketAddress("127.0.0.1", Integer.parseInt(args[1])), auth);
        if (auth && firstStart) {
            service.database("system").executeTransactionally(
                "ALTER USER neo4j SET PASSWORD $password CHANGE NOT REQUIRED", Map.of("password", args[3]));
        }
        System.out.println("READY");
        while (System.in.read() != -1) { }
        Runtime.getRuntime().halt(0);
    }

    private static DatabaseManagementService start(Path folder, SocketAddress address, boolean auth) {
        var builder = new DatabaseManagementServiceBuilder(folder)
            .setConfig(BoltConnector.enabled, true)
            .setConfig(BoltConnector.listen_address, address)
            .setConfig(BoltConnector.advertised_address, address)
            .setConfig(GraphDatabaseSettings.auth_enabled, auth)
            .setConfig(GraphDatabaseSettings.auth_lock_time, Duration.ofSeconds(1))
            .setConfig(GraphDatabaseSettings.udc_enabled, false)
            .setConfig(GraphDatabaseSettings.pagecache_memory, 64L << 20);
        var more = folder.resolve("neo4j.conf");
        return (more.toFile().exists() ? builder.loadPropertiesFromFile(more) : builder).build();
    }
}
