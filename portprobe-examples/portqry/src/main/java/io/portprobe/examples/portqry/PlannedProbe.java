package io.portprobe.examples.portqry;

import io.portprobe.Transport;
import io.portprobe.examples.portqry.queries.Query;
import java.util.Optional;

/**
 * One probe of a run.
 *
 * @param transport TCP or UDP
 * @param port 1 to 65535
 * @param service the service name of the port, if there is one
 * @param query the query of PortQry for the port; empty if there is none, or a plug-in speaks
 * @param protocol the protocol to speak; empty: only the state of the port is probed
 */
record PlannedProbe(
    Transport transport,
    int port,
    Optional<String> service,
    Optional<Query> query,
    Optional<String> protocol) {}
