package io.portprobe.examples.portprobe.endpoint;

import io.portprobe.PortProbe;
import io.portprobe.text.PortNotation;

/**
 * A port to probe.
 *
 * @param text the endpoint in the form of the user; any text
 * @param probe its probe, with the options of the user
 * @param speaks whether the user named a protocol, in the text or by an option
 * @param notation the text, parsed; its port is 0 if the text has none
 */
public record Target(String text, PortProbe probe, boolean speaks, PortNotation notation) {}
