/** Example plug-ins for key-value stores. */
package io.portprobe.examples.stores;
