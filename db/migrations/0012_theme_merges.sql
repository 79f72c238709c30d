CREATE TABLE `theme_descriptions` (
	`id` integer PRIMARY KEY NOT NULL,
	`theme_id` text NOT NULL,
	`description` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`theme_id`) REFERENCES `themes`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `theme_descriptions_by_theme` ON `theme_descriptions` (`theme_id`,`id`);--> statement-breakpoint
CREATE TABLE `theme_merge_undoings` (
	`merge_id` text PRIMARY KEY NOT NULL,
	`undone_by` text,
	`at` integer NOT NULL,
	FOREIGN KEY (`merge_id`) REFERENCES `theme_merges`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`undone_by`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `theme_merges` (
	`id` text PRIMARY KEY NOT NULL,
	`mission_id` text NOT NULL,
	`absorbed_id` text NOT NULL,
	`into_id` text NOT NULL,
	`merged_by` text,
	`at` integer NOT NULL,
	FOREIGN KEY (`mission_id`) REFERENCES `missions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`absorbed_id`) REFERENCES `themes`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`into_id`) REFERENCES `themes`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`merged_by`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `theme_merges_by_mission` ON `theme_merges` (`mission_id`);--> statement-breakpoint
ALTER TABLE `codings` ADD `merge_id` text REFERENCES theme_merges(id);