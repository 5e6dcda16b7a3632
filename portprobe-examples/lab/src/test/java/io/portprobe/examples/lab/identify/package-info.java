/** Identification of the services of the test bed, beside nmap. */
@NullMarked
package io.portprobe.examples.lab.identify;

import org.jspecify.annotations.NullMarked;
