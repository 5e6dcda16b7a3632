package io.portprobe.examples.portprobe.endpoint;

import io.portprobe.PortProbe;

/**
 * A port to probe.
 *
 * @param text the endpoint in the form of the user; any text
 * @param probe its probe, with the options of the user
 * @param speaks whether the user named a protocol, in the text or by an option
 */
public record Target(String text, PortProbe probe, boolean speaks) {}
