package io.portprobe.examples.portqry;

import io.portprobe.Transport;
import java.util.Optional;

/**
 * One question of a run.
 *
 * @param transport TCP or UDP
 * @param port 1 to 65535
 * @param service what the service on that port is called, if it has a name
 * @param protocol the protocol that the user's own services file asks for; by default it is the one
 *     at home on the port
 * @param talk whether to speak the protocol and print what it finds
 */
record Question(
    Transport transport,
    int port,
    Optional<String> service,
    Optional<String> protocol,
    boolean talk) {}
