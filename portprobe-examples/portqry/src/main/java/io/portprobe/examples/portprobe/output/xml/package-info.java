/** The results of a run as nmap's XML, and a writer of XML. */
@NullMarked
package io.portprobe.examples.portprobe.output.xml;

import org.jspecify.annotations.NullMarked;
