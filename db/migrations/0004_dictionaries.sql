CREATE TABLE `dictionaries` (
	`id` text PRIMARY KEY NOT NULL,
	`mission_id` text NOT NULL,
	`version` integer NOT NULL,
	`words` text NOT NULL,
	`saved_by` text,
	`at` integer NOT NULL,
	FOREIGN KEY (`mission_id`) REFERENCES `missions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`saved_by`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `dictionaries_by_version` ON `dictionaries` (`mission_id`,`version`);