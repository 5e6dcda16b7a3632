/**
 * The commands in the lab: portprobe host, XML for consumers of nmap, and the launcher of Windows.
 */
@NullMarked
package io.portprobe.examples.lab.commands;

import org.jspecify.annotations.NullMarked;
