/** The lab tests of restricted environments, above all a container. */
@NullMarked
package io.portprobe.examples.lab.container;

import org.jspecify.annotations.NullMarked;
